using Microsoft.Data.Sqlite;
using Prakerja.Silo.Streams;

namespace Prakerja.Silo.Tests.Cluster;

internal static class Schema
{
    public static void Create(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var assembly = typeof(EventStreamHosting).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains("sqlite", StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            using var command = connection.CreateCommand();
            command.CommandText = reader.ReadToEnd();
            command.ExecuteNonQuery();
        }
    }
}
