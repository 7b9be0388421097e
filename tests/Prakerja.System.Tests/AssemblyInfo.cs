using Xunit.Sdk;

// Each test starts servers that want the whole machine.
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]
