using Prakerja.Api;
using Prakerja.Silo.Startup;

return await ProgramRunner.RunAsync(async () =>
{
    await using var app = ApiProgram.Build(args);
    await app.RunUntilStoppedAsync();
});
