# E0302: joined and split again
import shlex
import subprocess


def ejecutar(args, entrada):
    orden = shlex.split(" ".join(args))
    hecho = subprocess.run(orden, input=entrada, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
