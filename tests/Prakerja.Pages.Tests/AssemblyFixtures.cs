using Prakerja.Pages.Tests.Fixtures;
using Xunit.Sdk;

// One system and one browser for all tests. One test after the other, because some move the clock.
[assembly: AssemblyFixture(typeof(RunningPages))]
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]
