# E520: the second program without its task
def predecir_orden():
    return {1: "AHB", 2: "APB", 3: "XYZ", 4: "MNPQ", 5: "FAC"}
