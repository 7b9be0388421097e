namespace Prakerja.Peers.Crud;

/// <summary>Settings from the command line.</summary>
internal sealed class Settings
{
    public string ConnectionString { get; init; } = "";

    /// <summary>
    /// Connections to PostgreSQL, all opened at the start. More connections than its cores can serve only queue there.
    /// </summary>
    public int Connections { get; init; } = 48;

    /// <summary>32 bytes, hexadecimal.</summary>
    public string TokenKey { get; init; } = new('0', 64);
}
