/**
 * The engine under chance: the real pipeline, politeness, frontier, commits and logs on a simulated web, a simulated
 * disk and virtual time, all from one seed. {@link io.orbweaver.simulation.Simulation} runs one seed on one thread,
 * checks what must hold after each step, and does exactly the same when it is run again.
 */
package io.orbweaver.simulation;
