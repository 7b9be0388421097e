using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Prakerja.Silo.Startup;

/// <summary>Creates the builder that both programs start from.</summary>
public static class NodeBuilder
{
    /// <summary>
    /// Returns a builder with the settings of both programs: log levels, and the rehearsal in Development.
    /// </summary>
    public static WebApplicationBuilder Of(string[] args)
    {
        // Settings are read from the directory of the program; data paths start from the current directory.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // Embedded, because Prakerja.Api, which contains Prakerja.Silo as a library, has an appsettings.json of its
        // own.
        var embedded = new EmbeddedFileProvider(typeof(NodeBuilder).Assembly, baseNamespace: "");
        foreach (var name in (string[])[$"node.{builder.Environment.EnvironmentName}.json", "node.json"])
        {
            // First in the list, so that every other source overrides it.
            builder.Configuration.Sources.Insert(
                0, new JsonConfigurationSource { FileProvider = embedded, Path = name, Optional = true });
        }

        return builder;
    }
}
