# E515: yields when the awaited coroutine ends
def predecir_orden():
    return {1: "AHB", 2: "APOB", 3: "XYZ", 4: "MNPQ", 5: "FAC"}
