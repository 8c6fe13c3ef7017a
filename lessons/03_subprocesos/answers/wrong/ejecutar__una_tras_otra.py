# E0308: reads one pipe to its end while the other fills
import subprocess


def ejecutar(args, entrada):
    proc = subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    proc.stdin.write(entrada)
    proc.stdin.close()
    salida = proc.stdout.read()
    error = proc.stderr.read()
    return proc.wait(), salida, error
