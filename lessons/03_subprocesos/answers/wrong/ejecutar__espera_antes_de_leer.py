# E0308: waits for the end with a full pipe
import subprocess


def ejecutar(args, entrada):
    proc = subprocess.Popen(
        args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    proc.stdin.write(entrada)
    proc.stdin.close()
    codigo = proc.wait()
    return codigo, proc.stdout.read(), proc.stderr.read()
