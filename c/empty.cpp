// Nothing: the header is included by an option.
