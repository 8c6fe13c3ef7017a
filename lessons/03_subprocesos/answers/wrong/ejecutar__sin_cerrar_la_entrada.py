# E0307: standard input stays open
import subprocess


def ejecutar(args, entrada):
    proc = subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    proc.stdin.write(entrada)
    proc.stdin.flush()
    salida = proc.stdout.read()
    error = proc.stderr.read()
    return proc.wait(), salida, error
