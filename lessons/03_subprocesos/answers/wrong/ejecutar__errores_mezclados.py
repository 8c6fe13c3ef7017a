# E0303: standard error goes into standard output
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return hecho.returncode, hecho.stdout, hecho.stderr
