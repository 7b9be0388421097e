using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Tests.Auth;

public sealed class TokenKeyLoaderTests
{
    [Fact]
    public async Task Start_KeysUnreadable_TriesAgain()
    {
        var database = new Database { AwayTimes = 2 };
        var start = new TokenKeyLoader(ProtectionOn(database), TimeProvider.System);

        await start.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, database.AwayTimes);
        Assert.NotEmpty(database.GetAllElements());
    }

    [Fact]
    public async Task Start_ToldToStop_StopsWaitingForKeys()
    {
        using var stop = new CancellationTokenSource();
        var start = new TokenKeyLoader(ProtectionOn(new Database { AwayTimes = int.MaxValue }), TimeProvider.System)
            .StartAsync(stop.Token);
        Assert.False(start.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    private static IDataProtectionProvider ProtectionOn(Database database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = database);
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>();
    }

    private sealed class Database : IXmlRepository
    {
        private readonly List<XElement> elements = [];

        public int AwayTimes { get; set; }

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            if (AwayTimes == 0) return elements;
            AwayTimes--;
            throw new InvalidOperationException("The database is away.");
        }

        public void StoreElement(XElement element, string friendlyName) => elements.Add(element);
    }
}
