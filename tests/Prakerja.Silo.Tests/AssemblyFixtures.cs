using Prakerja.Silo.Tests.Commits;

[assembly: AssemblyFixture(typeof(PostgresOfTests))]
