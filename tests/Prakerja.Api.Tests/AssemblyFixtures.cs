using Prakerja.Api.Tests.House;

// One running system for all tests that can share one: each brings its own people, partners and waves. One after the
// other, because some move the clock.
[assembly: AssemblyFixture(typeof(RunningApi))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
