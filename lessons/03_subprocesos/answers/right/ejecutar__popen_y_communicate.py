from subprocess import PIPE, Popen


def ejecutar(args, entrada):
    with Popen(args, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as proc:
        salida, error = proc.communicate(entrada)
    return proc.returncode, salida, error
