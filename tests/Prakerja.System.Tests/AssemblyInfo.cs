// Each test starts servers that want the whole machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
