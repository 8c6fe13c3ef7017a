#: texts with separators, in another order
def predecir_orden():
    """Con separadores y en otro orden."""
    return {5: "F A C", 4: "M, N, P, Q", 3: "xyz", 2: "A → P → B → O", 1: "A-H-B"}
