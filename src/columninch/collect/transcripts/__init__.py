"""Programmes without captions: a service that their operator runs writes down what is said."""
