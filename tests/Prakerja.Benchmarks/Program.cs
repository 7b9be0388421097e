using Prakerja.Benchmarks;

return args switch
{
    ["commit-log", .. var rest] => await CommitLogBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    _ => BenchmarkArguments.Usage(),
};
