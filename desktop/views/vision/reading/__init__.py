"""Reading a vision as a book: on the page, over the whole screen, and on paper."""
