# E0310: the exception of communicate comes out, and nobody ends the child
import subprocess


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    salida, _ = proc.communicate(timeout=segundos)
    return proc.returncode, salida
