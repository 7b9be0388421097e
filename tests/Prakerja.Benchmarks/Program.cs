using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Cluster;
using Prakerja.Benchmarks.Cluster.Scale;
using Prakerja.Benchmarks.Cluster.Scale.Draw;
using Prakerja.Benchmarks.Sqlite;

return args switch
{
    ["commit-log", .. var rest] => await CommitLogBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    ["deadlines", .. var rest] => await DeadlinesBenchmark.RunAsync(SqliteBenchmarkArguments.Parse(rest)),
    ["event-streams", .. var rest] => await EventStreamBenchmark.RunAsync(SqliteBenchmarkArguments.Parse(rest)),
    ["tokens", .. var rest] => await TokensBenchmark.RunAsync(SqliteBenchmarkArguments.Parse(rest)),
    ["memory", .. var rest] => await MemoryBenchmark.RunAsync(SqliteBenchmarkArguments.Parse(rest)),
    ["cluster", .. var rest] => await ClusterBenchmark.RunAsync(ClusterArguments.Parse(rest)),
    ["draw", .. var rest] => await DrawBenchmark.RunAsync(ClusterArguments.Parse(rest)),
    ["deadlines-million", .. var rest] => await DeadlinesMillionBenchmark.RunAsync(ClusterArguments.Parse(rest)),
    _ => BenchmarkArguments.Usage(),
};
