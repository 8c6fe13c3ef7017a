"""What goes wrong with a sandbox itself, as against what goes wrong in it."""


class SandboxError(Exception):
    """The sandbox could not be made; the text says why and what to do. Never a learner's fault."""
