"""`anitp evidence ...`, one file a command."""
