import subprocess


def ejecutar(args, entrada):
    try:
        hecho = subprocess.run(args, input=entrada.encode(), capture_output=True, check=True)
    except subprocess.CalledProcessError as fallo:
        hecho = fallo
    return hecho.returncode, hecho.stdout.decode(), hecho.stderr.decode()
