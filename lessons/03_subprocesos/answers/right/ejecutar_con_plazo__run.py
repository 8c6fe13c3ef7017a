import subprocess


def ejecutar_con_plazo(args, segundos):
    try:
        hecho = subprocess.run(args, stdout=subprocess.PIPE, text=True, timeout=segundos)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"pasaron {segundos} s") from None
    return hecho.returncode, hecho.stdout
