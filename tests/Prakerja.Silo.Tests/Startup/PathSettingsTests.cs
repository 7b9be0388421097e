using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Tests.Startup;

public sealed class PathSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("prakerja-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_path_that_is_left_empty_is_the_default(string? empty)
    {
        var data = DataDirectory.Of(Settings((DataDirectory.Setting, empty), (DataDirectory.OutboxSetting, empty)));

        Assert.Equal(Path.GetFullPath("data"), data.Path);
        Assert.Equal(Path.GetFullPath("data/outbox"), data.OutboxPath);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_identity_key_whose_file_is_left_empty_lies_in_the_data_directory(string? empty)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddConfiguration(Settings((IdentityKeyFile.Setting, empty)));
        var data = new DataDirectory(folder);

        var key = IdentityKeyFile.OfCluster(builder, data);

        Assert.Equal(new IdentityKeyFile(data.IdentityKeyPath).Read().Fingerprint, key.Fingerprint);
    }

    private static IConfigurationRoot Settings(params (string Key, string? Value)[] given) => new ConfigurationBuilder()
        .AddInMemoryCollection(given.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();
}
