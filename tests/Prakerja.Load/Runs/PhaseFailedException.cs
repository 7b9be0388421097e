namespace Prakerja.Load.Runs;

/// <summary>A phase, or a phase for one person, cannot complete.</summary>
internal sealed class PhaseFailedException(string message) : Exception(message);
