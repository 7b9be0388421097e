using Microsoft.AspNetCore.Connections;
using Prakerja.Api;
using Prakerja.Silo.Operations;

try
{
    await using var app = Hosting.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (WhyRefused(failure) is { } why)
{
    // One plain line for the operator: what is wrong, where, and the cure.
    await Console.Error.WriteLineAsync(why);
    return 1;
}

// A refusal from within the silo's start comes wrapped in what the host makes of it.
static string? WhyRefused(Exception? failure) => failure switch
{
    null => null,
    StartRefusedException refused => refused.Message,
    IOException { InnerException: AddressInUseException } taken =>
        $"{taken.Message} Stop the other program, or choose another address with --urls=URL.",
    _ => WhyRefused(failure.InnerException),
};
