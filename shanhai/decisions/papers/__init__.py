"""The papers of a decision, each as blocks that come out as Word and as PDF in three languages."""
