namespace Prakerja.SystemTests;

/// <summary>A directory for one test, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("prakerja-");

    public string Path => directory.FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Database => System.IO.Path.Combine(Data, "prakerja.db");

    public string Report => System.IO.Path.Combine(Path, "report.json");

    public Server Server() => new(Data, Path);

    public void Dispose() => directory.Delete(recursive: true);
}
