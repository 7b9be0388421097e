using Prakerja.Api;
using Prakerja.Silo.Operations;

return await StartRefusal.TellAsync(async () =>
{
    await using var app = Hosting.Build(args);
    await app.RunUntilToldAsync();
});
