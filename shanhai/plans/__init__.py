"""Plans of a sealed pool: worked out in the background, verified, judged and changed on the board."""
