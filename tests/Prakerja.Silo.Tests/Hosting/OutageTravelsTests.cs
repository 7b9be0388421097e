using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Polly.Timeout;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Hosting;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>What a silo answers while the database is away must reach the API node as what it is.</summary>
public sealed class OutageTravelsTests
{
    [Fact]
    public void A_refusal_of_the_store_travels_with_what_PostgreSQL_said()
    {
        var cause = new PostgresException("terminating connection", "FATAL", "FATAL", "57P01");
        var sent = new StoreUnavailableException("The store is away.", cause);

        Assert.Equal(sent.Message, Assert.IsType<StoreUnavailableException>(Received(sent)).Message);
    }

    [Fact]
    public void That_no_silo_was_found_in_time_travels_as_Orleans_says_it()
    {
        var sent = new TimeoutRejectedException("No silo was found in time.");

        Assert.Equal(sent.Message, Assert.IsType<TimeoutRejectedException>(Received(sent)).Message);
    }

    private static Exception? Received(Exception sent)
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.AddProgramme();
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();
        return serializer.Deserialize<Exception>(serializer.SerializeToArray(sent));
    }
}
