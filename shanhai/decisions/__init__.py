"""What is decided on a plan: consultation, acceptance, signatures, publication, objections, papers."""
