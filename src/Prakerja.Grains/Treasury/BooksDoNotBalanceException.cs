namespace Prakerja.Grains.Treasury;

/// <summary>
/// An event would make or lose money. Names the event by its number, and holds no personal data.
/// </summary>
[GenerateSerializer, Alias("books-do-not-balance")]
public sealed class BooksDoNotBalanceException : Exception
{
    public BooksDoNotBalanceException()
    {
    }

    public BooksDoNotBalanceException(string message) : base(message)
    {
    }

    public BooksDoNotBalanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
