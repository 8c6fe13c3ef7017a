# E0304: the exit code is read, and nobody has waited for it
import subprocess


def ejecutar(args, entrada):
    proc = subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    proc.stdin.write(entrada)
    proc.stdin.close()
    salida = proc.stdout.read()
    error = proc.stderr.read()
    return proc.returncode, salida, error
