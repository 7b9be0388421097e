using Xunit.Sdk;

// Each test starts servers that want the whole machine.
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]

// It signals processes and sets file modes.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
