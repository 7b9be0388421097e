using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Prakerja.Silo.Startup;

/// <summary>What every program is built from.</summary>
public static class NodeBuilder
{
    /// <summary>A builder with the settings that all programs share: what is logged, and the rehearsal of Development.</summary>
    public static WebApplicationBuilder Of(string[] args)
    {
        // Settings lie beside the program, data where it is called from: so it runs from anywhere.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // Compiled in and not a file beside the program: Prakerja.Api, which contains Prakerja.Silo as a library, has an
        // appsettings.json of its own.
        var compiledIn = new EmbeddedFileProvider(typeof(NodeBuilder).Assembly, baseNamespace: "");
        foreach (var name in (string[])[$"node.{builder.Environment.EnvironmentName}.json", "node.json"])
        {
            // In front of all others, so that each of them wins.
            builder.Configuration.Sources.Insert(
                0, new JsonConfigurationSource { FileProvider = compiledIn, Path = name, Optional = true });
        }

        return builder;
    }
}
