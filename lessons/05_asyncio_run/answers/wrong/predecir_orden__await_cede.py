# E515: every await yields
def predecir_orden():
    return {1: "AHB", 2: "AOPB", 3: "XYZ", 4: "MNPQ", 5: "FAC"}
