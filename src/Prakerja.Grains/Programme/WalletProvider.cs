namespace Prakerja.Grains.Programme;

/// <summary>The banks and e-wallets that can receive incentives (I1). The names are stored: never change one.</summary>
[Alias("wallet-provider")]
public enum WalletProvider : byte
{
    Bni = 1,
    Ovo = 2,
    GoPay = 3,
    LinkAja = 4,
    Dana = 5,
}
