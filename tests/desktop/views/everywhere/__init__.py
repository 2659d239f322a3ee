"""What holds for every room and every way of having a vision, over the made-up life."""
