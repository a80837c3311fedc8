export async function installFake(): Promise<void> {}
