using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Prakerja.Grains.Commits;
using Prakerja.Silo.Hosting;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>What a silo answers while the database is away must reach the API node as what it is.</summary>
public sealed class OutageTravelsTests
{
    [Fact]
    public void A_refusal_of_the_store_travels_with_what_PostgreSQL_said()
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.AddProgramme();
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();
        var cause = new PostgresException("terminating connection", "FATAL", "FATAL", "57P01");
        var sent = new StoreUnavailableException("The store is away.", cause);

        var received = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(sent));

        Assert.Equal(sent.Message, Assert.IsType<StoreUnavailableException>(received).Message);
    }
}
