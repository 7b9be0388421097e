namespace Prakerja.Api.Pages;

/// <summary>Addresses that come from the query of a request: only paths of this host are followed.</summary>
internal static class LocalPath
{
    public static string OrRoot(string? path) => IsLocal(path) ? path! : "/";

    // "//host" and "/\host" lead to another host; a tab or a line break is left out by browsers.
    private static bool IsLocal(string? path) =>
        path is { Length: > 0 and <= 500 }
        && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(char.IsControl);
}
