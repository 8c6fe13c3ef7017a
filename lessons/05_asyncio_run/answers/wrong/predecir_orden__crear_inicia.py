# E514: create_task starts the task at once
def predecir_orden():
    return {1: "HAB", 2: "APBO", 3: "XYZ", 4: "MNPQ", 5: "FAC"}
