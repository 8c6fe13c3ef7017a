import subprocess
import threading


def ejecutar_con_plazo(args, segundos):
    proc = subprocess.Popen(args, stdout=subprocess.PIPE)
    vencido = threading.Event()

    def termina():
        vencido.set()
        proc.kill()

    alarma = threading.Timer(segundos, termina)
    alarma.start()
    try:
        salida = proc.stdout.read()
        codigo = proc.wait()
    finally:
        alarma.cancel()
        proc.stdout.close()
    if vencido.is_set():
        raise TimeoutError
    return codigo, salida.decode()
