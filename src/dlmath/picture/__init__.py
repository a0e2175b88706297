"""Pictures: how things look, shapes and frames of scenes, still figures."""
