"""The demo: a made-up life in a data folder of its own, for trying out, pictures and measuring."""
