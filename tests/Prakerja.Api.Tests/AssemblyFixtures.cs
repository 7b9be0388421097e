using Prakerja.Api.Tests.Fixtures;
using Xunit.Sdk;

// One running system for all tests that can share one: each brings its own people, partners and waves. One
// after the other, because some move the clock.
[assembly: AssemblyFixture(typeof(RunningApi))]
[assembly: Xunit.v3.Parallelization(Mode = ParallelMode.None)]
