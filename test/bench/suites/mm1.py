# M/M/1 at 80 % load in SimPy's process style; prints customers and seconds, the interpreter's start not counted.
import random
import sys
import time

import simpy


def customer(env, server, service):
    with server.request() as turn:
        yield turn
        yield env.timeout(service)


def source(env, server, chance, customers):
    for _ in range(customers):
        yield env.timeout(chance.expovariate(0.8))
        env.process(customer(env, server, chance.expovariate(1.0)))


customers = int(sys.argv[1])
env = simpy.Environment()
start = time.perf_counter()
env.process(source(env, simpy.Resource(env, 1), random.Random(1), customers))
env.run()
print(customers, time.perf_counter() - start)
