using Prakerja.Silo.Tests.CommitLog;

[assembly: AssemblyFixture(typeof(PostgresOfTests))]
