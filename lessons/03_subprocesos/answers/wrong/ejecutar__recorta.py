# E0326: takes the ends of lines away
import subprocess


def ejecutar(args, entrada):
    hecho = subprocess.run(args, input=entrada, capture_output=True, text=True)
    return hecho.returncode, hecho.stdout.strip(), hecho.stderr.strip()
